"""Pictures that the server draws as SVG: text that can be searched, no script, no style sheet, nothing from elsewhere."""
