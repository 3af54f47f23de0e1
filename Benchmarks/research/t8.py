from t6 import *
def adapt(c,rho=.3,pw=1.,lo=5,cap=1500,w=0.,hi=1.,pick='med'):
    """candidates = fewest most-uncertain rows holding share rho of the total uncertainty^pw; k-means b clusters; medoids"""
    u=(1-margin(c.P))**pw; o=np.argsort(-u,kind='stable'); cs=np.cumsum(u[o]); n=int(np.searchsorted(cs,rho*cs[-1]))+1
    n=min(max(n,lo*c.b),len(o)); I=o[:n]
    if n>cap: I=I[np.sort(c.rng.choice(n,cap,replace=False))]
    X=c.Xu[I]; C,a=kmeans(X,c.b,c.rng,(u[I]+1e-6)**w if w else None)
    return I[medoids(X,C)]
POL.update({f'ad{r}p{p}':(lambda c,r=r,p=p:adapt(c,r,p)) for r in (.1,.2,.3,.5) for p in (1,2,3)})
POL['ad.3p2w']=lambda c:adapt(c,.3,2.,w=1.)
POL['ad.5p2w']=lambda c:adapt(c,.5,2.,w=1.)
POL['ad1p3w']=lambda c:adapt(c,1.,3.,w=1.,cap=3000)
if __name__=='__main__':
    sets=sys.argv[1].split(','); ns=int(sys.argv[2]); pols=sys.argv[3].split(','); q=float(sys.argv[4]) if len(sys.argv)>4 else .25; C=float(sys.argv[5]) if len(sys.argv)>5 else 10.; bal=float(sys.argv[6]) if len(sys.argv)>6 else 1.
    tag=f'@q{q}C{C:g}b{bal:g}'; t0=time.time()
    try: bench({p:POL[p] for p in pols},sets,range(ns),head=H.lr(C,bal),tag=tag,tr=H.whiten(-q) if q else None,nq={'random':2})
    finally: table([p+tag for p in pols],sets,base='random'+tag); print(round(time.time()-t0),'s')
