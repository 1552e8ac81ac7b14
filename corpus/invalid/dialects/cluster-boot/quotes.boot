cluster_name="default"
node_name='mta1'
