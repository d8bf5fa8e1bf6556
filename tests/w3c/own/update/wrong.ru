INSERT DATA { ?drug <http://example.org/targets> ?gene }
