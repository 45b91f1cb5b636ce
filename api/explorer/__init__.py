"""The explorer: a part of the graph as a picture, a table and files, always with the positions that the server computed."""
