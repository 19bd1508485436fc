import sys
def main():
    from . import places, sources
    s = sources.read(places.find())
    for p in s.problems: print(p)
    sys.exit(bool(s.problems))
