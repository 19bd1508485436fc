"""Views of the graph for people and programs: networks, layouts, pictures, Gephi, mapping tables."""
