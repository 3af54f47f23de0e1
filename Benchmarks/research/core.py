import os,json,hashlib,numpy as np,time
from scipy.optimize import minimize
from scipy.special import expit
D=os.environ.get('WINNOW_SHARED_DATA','../../../shared/data')+'/'
def load(name,split='train',feat=None):
    rows=[json.loads(l) for l in open(f'{D}{name}/{split}.jsonl',encoding='utf-8') if l.strip()]
    return rows
def vec(name,split): return np.load(f'vec/{name}_{split}.npy')
def hsh(i): return int(hashlib.sha256(i.encode()).hexdigest()[:8],16)/2**32
def dev_split(name,split='train',X=None):
    """70/30 by hash of id -> Xp,yp,Xt,yt,K"""
    rows=load(name,split); X=vec(name,split) if X is None else X
    lab=sorted({r['label'] for r in rows}); m={l:i for i,l in enumerate(lab)}
    y=np.array([m[r['label']] for r in rows]); h=np.array([hsh(r['id']) for r in rows])<0.7
    return X[h],y[h],X[~h],y[~h],len(lab)
# ---------- LR: C*sum loss + .5||W||^2, intercept free; exact row-span reduction; binary Newton, multinomial L-BFGS
def fit_lr(X,y,K,C=10.,sw=None,W0=None):
    """returns W (K,d), b (K); unseen classes get b=-inf. Binary present classes -> W rows (-w/2,w/2)"""
    X=X.astype(np.float64); n,d=X.shape
    pres=np.unique(y); k=len(pres); W=np.zeros((K,d)); b=np.full(K,-np.inf)
    if k==1: b[pres[0]]=0; return W,b
    if n<d: Q,R=np.linalg.qr(X.T); Z=R.T
    else: Q=None; Z=X
    r=Z.shape[1]; yi=np.searchsorted(pres,y); s=np.ones(n) if sw is None else sw
    if k==2:
        Za=np.hstack([Z,np.ones((n,1))]); t=yi.astype(float); w=np.zeros(r+1); reg=np.full(r+1,1./C); reg[-1]=1e-9
        def obj(w):
            f=Za@w; return (s*(np.logaddexp(0,f)-t*f)).sum()+.5*(reg*w*w).sum()
        o=obj(w)
        for it in range(30):
            f=Za@w; p=expit(f); g=Za.T@(s*(p-t))+reg*w
            if np.abs(g).max()<1e-5: break
            H=(Za*(s*p*(1-p))[:,None]).T@Za; H[np.diag_indices(r+1)]+=reg+1e-10
            st=np.linalg.solve(H,g); a=1.
            while a>1e-4:
                o2=obj(w-a*st)
                if o2<=o: break
                a/=2
            w=w-a*st; 
            if o-o2<1e-9*max(1,o): o=o2;break
            o=o2
        v=w[:-1] if Q is None else Q@w[:-1]
        W[pres[1]]=v/2; W[pres[0]]=-v/2; b[pres[1]]=w[-1]/2; b[pres[0]]=-w[-1]/2
        return W,b
    Y=np.zeros((n,k)); Y[np.arange(n),yi]=1; S=s.sum(); lam=1/(C*S)
    Z32=Z.astype(np.float32)
    def fg(th):
        V=th[:k*r].reshape(k,r); c=th[k*r:]
        F=(Z32@V.T.astype(np.float32)).astype(np.float64)+c; F-=F.max(1,keepdims=True); E=np.exp(F); su=E.sum(1)
        L=(s*(np.log(su)-F[np.arange(n),yi])).sum()/S+.5*lam*(V*V).sum()
        G=(E/su[:,None]-Y)*(s/S)[:,None]
        gV=(G.T.astype(np.float32)@Z32).astype(np.float64)+lam*V
        return L,np.concatenate([gV.ravel(),G.sum(0)])
    th=np.zeros(k*r+k)
    if W0 is not None:
        V0=W0[0][pres]; c0=np.where(np.isfinite(W0[1][pres]),W0[1][pres],-1.); V0=V0 if Q is None else V0@Q
        th=np.concatenate([V0.ravel(),c0-c0.mean()])
    res=minimize(fg,th,jac=True,method='L-BFGS-B',options=dict(maxiter=300,gtol=2e-5,ftol=1e-7,maxcor=12))
    V=res.x[:k*r].reshape(k,r); W[pres]=V if Q is None else V@Q.T; c=res.x[k*r:]; b[pres]=c-c.mean()
    return W,b
def logits(X,M):
    F=X@M[0].T.astype(X.dtype)+np.where(np.isfinite(M[1]),M[1],-1e4).astype(X.dtype); return F
def softmax(F):
    E=np.exp(F-F.max(1,keepdims=True)); return E/E.sum(1,keepdims=True)
def margin(P):
    if P.shape[1]==2: return np.abs(P[:,0]-P[:,1])
    t=np.partition(P,P.shape[1]-2,1); return t[:,-1]-t[:,-2]
def topk(score,k):
    """k largest, ties by index"""
    return np.argsort(-score,kind='stable')[:k]
def kmeans(X,k,rng,w=None,iters=8):
    n=len(X); w=np.ones(n) if w is None else w
    x2=(X*X).sum(1); c=[rng.choice(n,p=w/w.sum())]; d=np.maximum(x2-2*X@X[c[0]]+x2[c[0]],0)
    for _ in range(k-1):
        q=d*w
        j=rng.choice(n,p=q/q.sum()) if q.sum()>0 else rng.integers(n)
        c.append(j); d=np.minimum(d,np.maximum(x2-2*X@X[j]+x2[j],0))
    C=X[c].copy()
    for _ in range(iters):
        a=np.argmin((C*C).sum(1)[None]-2*X@C.T,1)
        A=np.zeros((k,n),X.dtype); A[a,np.arange(n)]=w; s=A.sum(1)
        C=np.where(s[:,None]>0,(A@X)/np.maximum(s,1e-12)[:,None],C)
    return C,a
def medoids(X,C,used=None):
    """nearest distinct row to each centre, centres in order"""
    Dm=(C*C).sum(1)[None]-2*X@C.T; sel=[]; free=np.ones(len(X),bool)
    for j in range(len(C)):
        i=int(np.argmin(np.where(free,Dm[:,j],np.inf))); sel.append(i); free[i]=False
    return np.array(sel)
