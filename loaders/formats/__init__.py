"""The file formats that documents come in; each module turns bytes into text."""
