CLEAR ALL ;
DROP SILENT GRAPH <http://example.org/g>
