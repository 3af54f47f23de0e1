"""Writes initial_ids.json: the initial labels of the peers' protocol, drawn by numpy as they drew them.

Run with: python3 make_initial_ids.py   (needs numpy)
"""
import json
import os

import numpy as np

sizes = {"trec": 5452, "sms_spam": 4501}
ids = {name: {str(seed): [int(i) for i in np.random.default_rng(seed).choice(n, 25, replace=False)] for seed in range(5)}
       for name, n in sizes.items()}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "initial_ids.json")
with open(path, "w") as file:
    json.dump({"from": f"numpy {np.__version__}, default_rng(seed).choice(n, 25, replace=False)", "ids": ids}, file)
