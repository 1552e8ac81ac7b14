node_name
=auto
repo=auto
