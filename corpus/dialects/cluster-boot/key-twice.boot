repo=auto
repo=local
