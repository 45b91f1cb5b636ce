"""Where things stand in a drawing: positions, boxes, tiers, days; nothing is drawn here."""
