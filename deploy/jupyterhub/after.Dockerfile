# Added to Binder's image for a hub: nbgitpuller, which fetches the book when a student follows one of its links.
RUN pip install --no-cache-dir nbgitpuller==1.3.0
