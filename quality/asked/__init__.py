"""Somebody who was asked: is an answer counted once, and is it taken as fast as a row can be?"""
