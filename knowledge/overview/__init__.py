"""How the documents stand: what is in force, expires, wants a review, has no owner, is never quoted."""
