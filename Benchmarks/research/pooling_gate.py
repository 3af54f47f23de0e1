"""Whether a cross-validated gate takes the means of four layers where they help: l2 is chosen by the same validation, for either set of features alone, and a gain counts where the gate is sure of it (z above 1). Features as in pooling.py."""
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
sets={"L6":[6],"L6+L5+L4+L3":[6,5,4,3]}
for n in ((154,) if k>50 else (50,200)):
    gain=[]
    for seed in range(4):
        r=np.random.default_rng(seed).choice(pool.sum(),n,replace=False); yy=y[pool][r]; found=[]
        for s,p in sets.items():
            x=np.hstack([f[:,i] for i in p])/np.sqrt(len(p)); a=pj.Axes(x[pool]); t,d=a(x[pool],n)[r],a(x[~pool],n)
            losses=pj.candidates("base",t,yy,k,pj.folds_of(yy,seed)); best=pj.choose(losses,pj.PREFERRED)
            w,b,_=pj.logistic(t,yy,k,pj.STRENGTHS[best]); found.append((losses[best],100*((d@w+b).argmax(1)==y[~pool]).mean()))
        z=pj.sureness(found[1][0],found[0][0]); g=found[1][1]-found[0][1]
        gain.append((g,g*(z>1),z))
    print(name,n,"gains",[round(v[0],2) for v in gain],"gated",[round(v[1],2) for v in gain],"z",[round(v[2],1) for v in gain],"mean",np.mean(gain,0).round(2)[:2],flush=True)
