"""How the recogniser that comes with the package was trained; needs ``claimgraph[train]``."""
