"""What an annotated document says: claims, trial designs and trial results, each with its sentence."""
