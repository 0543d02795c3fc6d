"""Jobs of the support app. Each is safe to run twice and beside itself."""
