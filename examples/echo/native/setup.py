from setuptools import Extension, setup

setup(ext_modules=[Extension("fingerprint", ["fingerprint.c"], extra_compile_args=["-Wall", "-Wextra", "-Werror"])])
