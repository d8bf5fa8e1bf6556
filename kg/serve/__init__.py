"""The server: a graph behind the SPARQL 1.1 Protocol, and pages to read it by. It reads and never writes.

A query is answered in a process of its own (:mod:`kg.serve.worker`), which may be ended at any time; what the process
that talks to the network does itself is small and its own (:mod:`kg.serve.app`).
"""
