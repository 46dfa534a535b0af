"""What `wiredesk plugins new` writes: small complete projects, one for each kind of plug-in.

In the files, $package, $name, $kind and $title are filled in.
"""
