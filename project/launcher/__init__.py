"""What stands behind the commands of bin/: `python -m project.launcher run|test|check|format [arguments]`.

Started by any Python of the machine, it makes the virtual environment (`environment`, standard library only)
and goes on inside it: `run` starts the database, web and worker and watches over them, the others call the
tools.
"""
