"""Makes one book of the built pages, for paper and for reading programs."""
