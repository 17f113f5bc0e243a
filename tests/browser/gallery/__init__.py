"""Pictures of every page and state: the table of them (`states`), the company they show (`company`), the camera."""
