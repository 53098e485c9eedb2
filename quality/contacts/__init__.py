"""What people have: is it understood, and does no file hurt us?"""
