"""Which files are read, and what stands in them: from the command line's paths to parsed modules."""
