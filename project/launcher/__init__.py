"""What stands behind bin/run, bin/test and bin/check: `python -m project.launcher run|test|check [arguments]`.

Started by any Python of the machine, it makes the virtual environment (`environment`, standard library only) and
goes on inside it: `run` starts the database, web and worker and watches over them, `test` and `check` call the tools.
"""
