"""The pipeline that wires the rooms together. Its parts are imported one by one: most need none of the engines."""
