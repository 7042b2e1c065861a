"""All standings afresh: the same as claims/origins.py and claims/standing.py give each claim, a million at a time.

`facts` is what goes in, as arrays; `credits` follows the credits to where trails end, `groups` puts the ends
together, `counting` makes standings of both and says of which claims the rules themselves must decide. `reading` and
`writing` are the database's side of it, `run` the way through. Commands alone import this: it loads numpy.
"""
