"""Parts of a record in the admin: a line each on its form, and a page of their own."""
