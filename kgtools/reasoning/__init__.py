"""What follows: HermiT's classification, the rules that are materialised, and why things clash, in words."""
