<<<<<<< HEAD
repo=auto
=======
repo=local
>>>>>>> other
