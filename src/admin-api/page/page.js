// replaced by the next commit
