"""The competency questions: one ``.rq`` file each, with its title, description and parameters in comments at its head.

Every file is a whole query that runs as it stands, about an example. Its parameters are the variables of one
``VALUES`` line each. :mod:`kg.graph.questions` reads them.
"""
