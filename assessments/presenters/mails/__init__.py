"""The mails of assessments. Each is composed when it is sent, from what is true then; None when nobody wants it."""
