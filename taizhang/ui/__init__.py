"""The look of the whole product: shell, css, components, charts drawn on the server. No tables, no domain words."""
