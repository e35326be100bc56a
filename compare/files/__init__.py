"""Everything that reads or writes files, and the renderers."""
