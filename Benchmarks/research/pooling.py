"""Each at the best of four l2 (by the mean over seeds, so a little hopeful for all). Other frozen features of the same network: means of earlier layers and the first token, beside the last layer's mean."""
import sys, json, os, numpy as np, projection as pj
from pathlib import Path
from embed import Encoder
class All(Encoder):
    def parts(self, ids):
        keep=[]; normal=self.normalized
        def grab(h,name):
            o=normal(h,name)
            if name.endswith(".output.LayerNorm") and "attention" not in name or name.startswith("embeddings"): keep.append(o)
            return o
        self.normalized=grab; self(ids); self.normalized=normal
        return keep
name=sys.argv[1]; N=int(sys.argv[2])
lines=[json.loads(l) for l in open(Path(os.environ["WINNOW_SHARED_DATA"])/name/"train.jsonl",encoding="utf-8")]
hashes=np.array([int(pj.hashlib.sha256(l["id"].encode()).hexdigest()[:8],16)/2**32 for l in lines])
rng=np.random.default_rng(1); rows=np.sort(rng.choice(len(lines),min(N,len(lines)),replace=False))
e=All(); ids=[x.ids for x in e.tokenizer.encode_batch([lines[r]["text"] for r in rows])]
L=np.array([len(i) for i in ids]); f=np.empty((len(rows),9,384),np.float32)
for l in np.unique(L):
    w=np.flatnonzero(L==l)
    for p in np.array_split(w,max(1,len(w)*l//2048)):
        k=e.parts(np.array([ids[r] for r in p]))
        for i,h in enumerate(k): f[p,i]=h.mean(1)
        f[p,7]=k[6][:,0]; f[p,8]=k[4][:,0]
f/=np.linalg.norm(f,axis=2,keepdims=True); f=f.astype(float)
y=np.unique([lines[r]["label"] for r in rows],return_inverse=True)[1]; k=y.max()+1; pool=hashes[rows]<.7
sets={"L6":[6],"L5":[5],"L4":[4],"L6+L5":[6,5],"L6+L5+L4+L3":[6,5,4,3]} if len(sys.argv)>3 else {"L6":[6],"L5":[5],"L4":[4],"L3":[3],"L6+L5":[6,5],"L6+L4":[6,4],"L6+L3":[6,3],"L6+L4+L2":[6,4,2],"L6+L5+L4+L3":[6,5,4,3],"L6+cls":[6,7],"L6+L4+cls6":[6,4,7],"L6+L4+cls4":[6,4,8],"L6+L0":[6,0]}
for n in ((154,500) if k>50 else (50,200,500)):
    out={}
    for s,p in sets.items():
        x=np.hstack([f[:,i] for i in p])/np.sqrt(len(p)); a=pj.Axes(x[pool]); acc=[]
        t,d=a(x[pool],n),a(x[~pool],n)
        for seed in range(4):
            r=np.random.default_rng(seed).choice(pool.sum(),n,replace=False)
            row=[]
            for l2 in (3.2,1,.32,.1):
                w,b,_=pj.logistic(t[r],y[pool][r],k,l2); row.append(100*((d@w+b).argmax(1)==y[~pool]).mean())
            acc.append(row)
        acc=np.array(acc); out[s]=acc[:,acc.mean(0).argmax()]
    print(name,n,{s:f"{v.mean():.2f} {(v-out['L6']).mean():+.2f}±{(v-out['L6']).std()/2:.2f}" for s,v in out.items()},flush=True)
