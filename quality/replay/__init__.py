"""The real orders lived through again, act by act at their hours: which become cases?"""
