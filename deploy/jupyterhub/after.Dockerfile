# What a hub's image has on top of Binder's: the part that follows the links of this book and fetches it for a student.
RUN pip install --no-cache-dir nbgitpuller==1.3.0
