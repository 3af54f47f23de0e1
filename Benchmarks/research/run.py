import sys,time,json,os,numpy as np
from types import SimpleNamespace as NS
from core import *
import policies as PL
_c={}
def getset(name):
    if name in _c: return _c[name]
    if name=='digits':
        R=load('digits'); X=np.array([r['pixels'] for r in R],np.float32)/16; X/=np.linalg.norm(X,axis=1,keepdims=True)
        y=np.array([int(r['label']) for r in R]); h=np.array([hsh(r['id']) for r in R])<.7; v=(X[h],y[h],X[~h],y[~h],10)
    elif '_rare' in name:   # class 0 (first label) thinned to 2 % in pool and dev-test
        base=name.split('_rare')[0]; Xp,yp,Xt,yt,K=dev_split(base); rg=np.random.default_rng(7)
        cls={'ag_news':0,'sst2':1,'sms_spam':1}[base]
        def thin(X,y):
            i=np.where(y==cls)[0]; o=np.where(y!=cls)[0]; m=max(2,int(len(o)*.03)); k=np.sort(np.r_[o,rg.choice(i,min(m,len(i)),replace=False)]); return X[k],y[k]
        Xp,yp=thin(Xp,yp); Xt,yt=thin(Xt,yt); v=(Xp,yp,Xt,yt,K)
    else: v=dev_split(name)
    _c[name]=v; return v
def lrC(C=10.):
    return lambda Xl,yl,K,prev,**k: fit_lr(Xl,yl,K,C,W0=prev)
def simulate(data,policy,seed,qseed=0,head=None,rounds=None,keep=False,extra=None,batch=None):
    Xp,yp,Xt,yt,K=data; head=head or lrC()
    b=batch or (77 if K==77 else 25); T=rounds or (14 if K==77 else 19)
    n=len(yp); lab=np.random.default_rng(seed).choice(n,b,replace=False); rng=np.random.default_rng(10000*qseed+seed+77)
    L=np.zeros(n,bool); L[lab]=True; order=list(lab); prev=None; acc=[]; preds=[]; tq=0; tf=0
    for t in range(T+1):
        o=np.array(order); t0=time.time(); M=head(Xp[o],yp[o],K,prev,Xp=Xp,idx=o); tf+=time.time()-t0
        prev=M if isinstance(M,tuple) else None
        F=logits(Xt,M); pr=F.argmax(1); acc.append(float((pr==yt).mean()))
        if keep: preds.append(pr.astype(np.uint8))
        if t==T: break
        t0=time.time(); U=np.where(~L)[0]; Fu=logits(Xp[U],M)
        c=NS(Xu=Xp[U],F=Fu,P=softmax(Fu),Xl=Xp[o],yl=yp[o],K=K,b=b,rng=rng,M=M,t=t,T=T,n=n,head=head,Xp=Xp,idx=o,U=U)
        s=U[np.asarray(policy(c))]; assert len(set(s))==b, (len(set(s)),b)
        order+=list(s); L[s]=True; tq+=time.time()-t0
    return dict(acc=acc,tq=tq,tf=tf,preds=preds,order=order)
RES='results.jsonl'
def done():
    R={}
    if os.path.exists(RES):
        for l in open(RES):
            d=json.loads(l); R[(d['set'],d['pol'],d['seed'],d['q'])]=d
    return R
def bench(pols,sets,seeds,head=None,tag='',tr=None,nq=None):
    R=done(); f=open(RES,'a'); out={}
    for s in sets:
        td=None
        for pn,p in pols.items():
            for sd in (seeds[s] if isinstance(seeds,dict) else seeds):
                for q in range((nq or {}).get(pn,1)):
                    k=(s,pn+tag,sd,q)
                    if k in R: continue
                    if td is None: td=tr(getset(s)) if tr else getset(s)
                    data=td
                    r=simulate(data,p,sd,q,head); d=dict(set=s,pol=pn+tag,seed=sd,q=q,acc=[round(a,5) for a in r['acc']],tq=round(r['tq'],3),tf=round(r['tf'],3)); R[k]=d; f.write(json.dumps(d)+'\n'); f.flush()
    return R
def table(pols,sets,base='random',R=None):
    """mean over seeds of (AULC - AULC random of the same seed, averaged over q), points; SE paired over seeds"""
    R=R or done(); A={}
    for (s,p,sd,q),d in R.items(): A.setdefault((s,p),{}).setdefault(sd,[]).append(100*np.mean(d['acc']))
    print('policy'.ljust(26),*[s[:9].rjust(13) for s in sets],'   mean  worst   SE')
    rows=[]
    for p in pols:
        c=[];se=[];st=''
        for s in sets:
            a,r=A.get((s,p)),A.get((s,base))
            if not a or not r: st+='      -       '; continue
            k=[x for x in a if x in r]; df=np.array([np.mean(a[x])-np.mean(r[x]) for x in k]); e=df.std(ddof=1)/len(df)**.5 if len(df)>1 else 0
            c.append(df.mean()); se.append(e); st+=f' {df.mean():+6.2f}±{e:4.2f} '
        if c: rows.append((np.mean(c),p.ljust(26)+st+f' {np.mean(c):+.2f} {min(c):+.2f} {np.sqrt(np.sum(np.square(se)))/len(se):.2f}'))
    for _,r in sorted(rows,key=lambda x:-x[0]): print(r)
