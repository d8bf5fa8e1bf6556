PREFIX ex: <http://example.org/>
INSERT DATA { ex:drug ex:targets ex:gene }
