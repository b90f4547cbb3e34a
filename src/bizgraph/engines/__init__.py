"""Who does the work on documents: this process, several processes, or a cluster; all come to the same."""
