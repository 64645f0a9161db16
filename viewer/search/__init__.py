"""A typed line -> ranked places. Loads no Qt; loading it loads tantivy."""
