"""Where articles come from: the HTTP gateway, the feed poller, and the archives that `push` reads."""
