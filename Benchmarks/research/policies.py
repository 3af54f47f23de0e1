import numpy as np
from core import *
# each policy: f(ctx)->indices into unlabeled array. ctx: Xu,Pu(probs),Fu(logits),Xl,yl,K,b,rng,M,round,P
def random(c): return c.rng.choice(len(c.Xu),c.b,replace=False)
def marg(c): return topk(-margin(c.P),c.b)
def ent(c):
    P=np.clip(c.P,1e-9,1); return topk(-(P*np.log(P)).sum(1),c.b)
def lmargin(c): # logit margin: same order in the binary case
    t=np.partition(c.F,c.K-2,1); return topk(-(t[:,-1]-t[:,-2]),c.b)
def power(c,p=4.):
    u=1-margin(c.P); g=c.rng.gumbel(size=len(u)); return topk(p*np.log(np.maximum(u,1e-9))+g,c.b)
def cmargin(c,m=10,w=0.,pick='med'):
    u=1-margin(c.P); cand=topk(u,min(len(u),m*c.b)); X=c.Xu[cand]
    wt=(u[cand]+1e-6)**w if w else None
    C,a=kmeans(X,c.b,c.rng,wt)
    if pick=='med': return cand[medoids(X,C)]
    sel=[]
    for j in range(c.b):
        i=np.where(a==j)[0]
        if len(i): sel.append(cand[i[np.argmax(u[cand[i]])]])
    if len(sel)<c.b:
        s=set(sel); sel+=[i for i in cand if i not in s][:c.b-len(sel)]
    return np.array(sel)
def wkmeans(c,w=2.,cap=3000): # CLUE/Zhdanov: whole pool (cap best) weighted by uncertainty^w
    u=1-margin(c.P); cand=topk(u,min(len(u),cap)); X=c.Xu[cand]
    C,a=kmeans(X,c.b,c.rng,np.maximum(u[cand],1e-6)**w); return cand[medoids(X,C)]
def badge(c,cap=0):
    P=c.P; u=1-margin(P); cand=np.arange(len(P)) if not cap else topk(u,min(len(u),cap*c.b))
    X=c.Xu[cand]; A=P[cand].copy(); A[np.arange(len(A)),A.argmax(1)]-=1
    n2=(A*A).sum(1)*(X*X).sum(1); i=int(np.argmax(n2)); sel=[i]; d=None
    for _ in range(c.b):
        dd=np.maximum(n2+n2[i]-2*(A@A[i])*(X@X[i]),0); d=dd if d is None else np.minimum(d,dd)
        d[sel]=0
        if len(sel)==c.b: break
        i=int(c.rng.choice(len(d),p=d/d.sum())) if d.sum()>0 else int(c.rng.integers(len(d))); sel.append(i)
    return cand[sel]
def falcun(c,g=10.):
    P=c.P; u=1-margin(P); dv=u.copy(); free=np.ones(len(u),bool); sel=[]
    for _ in range(c.b):
        dn=(dv-dv[free].min())/max(np.ptp(dv[free]),1e-12); r=np.where(free,(u+dn),0)**g
        i=int(c.rng.choice(len(u),p=r/r.sum())); sel.append(i); free[i]=False
        dv=np.minimum(dv,np.abs(P-P[i]).sum(1))
    return np.array(sel)
def dropq(c,M=3,rate=.75):
    y=c.P.argmax(1); dis=np.zeros(len(y))
    for _ in range(M):
        Z=c.Xu*(c.rng.random(c.Xu.shape,dtype=np.float32)>rate)/(1-rate)
        dis+=(logits(Z,c.M).argmax(1)!=y)
    cand=np.where(dis>M*.5)[0]
    if len(cand)<c.b: cand=topk(dis+1e-3*(1-margin(c.P)),c.b)
    C,a=kmeans(c.Xu[cand],c.b,c.rng); return cand[medoids(c.Xu[cand],C)]
def _var(c,lam,prec_w=None):
    # ridge posterior: A = sum_l w x x' + lam I
    Xl=np.hstack([c.Xl,np.ones((len(c.Xl),1))]).astype(np.float64)
    w=np.ones(len(Xl)) if prec_w is None else prec_w
    A=(Xl*w[:,None]).T@Xl; A[np.diag_indices(len(A))]+=lam; return np.linalg.inv(A)
def zmargin(c,lam=.1,mu=0.,cap=40,beta=1.,w=.25):
    """logit margin / posterior sd (Laplace), sd updated within the batch (hallucinated)"""
    F=c.F; t=np.partition(F,c.K-2,1); lm=t[:,-1]-t[:,-2]; u=1-margin(c.P)
    cand=topk(u,min(len(u),cap*c.b)); X=np.hstack([c.Xu[cand],np.ones((len(cand),1))]).astype(np.float64)
    S=_var(c,lam,np.full(len(c.Xl),w)); B=X@S; v=(B*X).sum(1); lmc=lm[cand]; sel=[]; free=np.ones(len(cand),bool)
    for _ in range(c.b):
        sc=np.where(free,(lmc+mu)/np.sqrt(np.maximum(v,1e-12))**beta,np.inf); i=int(np.argmin(sc)); sel.append(i); free[i]=False
        q=B@X[i]; k=w/(1+w*v[i]); v=np.maximum(v-k*q*q,1e-12); B=B-k*np.outer(q,B[i])
    return cand[sel]
def uvar(c,lam=.1,cap=40,a=1.,b=1.,w=.25):
    """greedy u^a * var^b, var updated within the batch"""
    u=1-margin(c.P); cand=topk(u,min(len(u),cap*c.b)); X=np.hstack([c.Xu[cand],np.ones((len(cand),1))]).astype(np.float64)
    S=_var(c,lam,np.full(len(c.Xl),w)); B=X@S; v=(B*X).sum(1); uc=np.maximum(u[cand],1e-9); sel=[]; free=np.ones(len(cand),bool)
    for _ in range(c.b):
        sc=np.where(free,a*np.log(uc)+b*np.log(np.maximum(v,1e-12)),-np.inf); i=int(np.argmax(sc)); sel.append(i); free[i]=False
        q=B@X[i]; k=w/(1+w*v[i]); v=np.maximum(v-k*q*q,1e-12); B=B-k*np.outer(q,B[i])
    return cand[sel]
def bait(c,lam=.1,cap=40,pw=1.,nref=2000):
    """scalar-weight BAIT / V-optimal greedy: w=1-sum p^2"""
    P=c.P; wu=np.maximum(1-(P*P).sum(1),1e-4)**pw; u=1-margin(P); cand=topk(u,min(len(u),cap*c.b))
    one=lambda Z:np.hstack([Z,np.ones((len(Z),1))]).astype(np.float64)
    ref=c.rng.choice(len(P),min(len(P),nref),replace=False); R=one(c.Xu[ref]); Fm=(R*wu[ref][:,None]).T@R/len(ref)
    Pl=softmax(logits(c.Xl,c.M)); wl=np.maximum(1-(Pl*Pl).sum(1),1e-2)
    S=_var(c,lam,wl); X=one(c.Xu[cand]); w=wu[cand]; B=X@S; v=(B*X).sum(1); G=B@Fm; num=(G*B).sum(1); sel=[]; free=np.ones(len(cand),bool)
    for _ in range(c.b):
        sc=np.where(free,w*num/(1+w*v),-np.inf); i=int(np.argmax(sc)); sel.append(i); free[i]=False
        q=B@X[i]; k=w[i]/(1+w[i]*v[i]); bi=B[i].copy(); gi=G[i].copy()
        # B' = B - k q bi ; G' = B'F ; num' = diag(B' F B'^T)
        num=num-2*k*q*(G@bi)+k*k*q*q*(gi@bi); G=G-k*np.outer(q,gi); B=B-k*np.outer(q,bi); v=np.maximum(v-k*q*q,1e-12)
    return cand[sel]
def mmr(c,cap=40,beta=1.,a=1.):
    """greedy u^a * (1-max cos to batch)^beta"""
    u=1-margin(c.P); cand=topk(u,min(len(u),cap*c.b)); X=c.Xu[cand]; X=X/np.linalg.norm(X,axis=1,keepdims=True); uc=a*np.log(np.maximum(u[cand],1e-9)); mx=np.full(len(cand),-1.); sel=[]; free=np.ones(len(cand),bool)
    for _ in range(c.b):
        sc=np.where(free,uc+beta*np.log(np.maximum(1-mx,1e-6))-(0 if sel else beta*np.log(2)),-np.inf); i=int(np.argmax(sc)); sel.append(i); free[i]=False
        mx=np.maximum(mx,X@X[i])
    return cand[sel]
def wfun(P,kind):
    if kind=='gini': return 1-(P*P).sum(1)
    if kind=='marg': return 1-margin(P)
    if kind=='lc': return 1-P.max(1)
    if kind=='one': return np.full(len(P),.25)
    if kind=='ent': Q=np.clip(P,1e-9,1); return -(Q*np.log(Q)).sum(1)
def vopt(c,lam=.1,cand='rand',nc=2000,nref=1000,refw='gini',rp=1.,cw='gini',cp=1.,lw='gini',lfloor=.01,g=0.,temp=1.,half=0,wupd=True,center=False):
    """greedy V-optimal (BAIT with scalar Fisher weight). maximise u^g * w num/(1+w v)"""
    P=c.P if temp==1. else softmax(c.F*temp); N=len(P); u=1-margin(P)
    if cand=='rand': I=np.sort(c.rng.choice(N,min(N,nc),replace=False))
    elif cand=='top': I=topk(u,min(N,nc))
    elif cand=='mix': 
        t=topk(u,min(N,nc//2)); I=np.union1d(t,c.rng.choice(N,min(N,nc//2),replace=False))
    mu=c.Xp.mean(0) if center else 0
    one=lambda Z:np.hstack([Z-mu,np.ones((len(Z),1))]).astype(np.float32)
    ref=c.rng.choice(N,min(N,nref),replace=False); R=one(c.Xu[ref]); wr=np.maximum(wfun(P[ref],refw),1e-4)**rp; wr/=1 if rp==1 else 1; Fm=((R*wr[:,None].astype(np.float32)).T@R/len(ref))
    Pl=softmax(logits(c.Xl,c.M)*temp); S=_var(c,lam,np.maximum(wfun(Pl,lw),lfloor))
    pre=[]
    if half:
        pre=list(topk(u,int(c.b*half)))
        Xq=one(c.Xu[pre]); Si=np.linalg.inv(S)+ (Xq*np.maximum(wfun(P[pre],cw),1e-4)[:,None]).T@Xq; S=np.linalg.inv(Si); I=np.setdiff1d(I,pre)
    X=one(c.Xu[I]); w=np.maximum(wfun(P[I],cw),1e-4)**cp; w=w.astype(np.float32); B=X@S.astype(np.float32); v=(B*X).sum(1); G=B@Fm; num=(G*B).sum(1); sel=[]; free=np.ones(len(I),bool); ug=np.maximum(u[I],1e-9)**g
    for _ in range(c.b-len(pre)):
        sc=np.where(free,ug*w*num/(1+w*v),-np.inf); i=int(np.argmax(sc)); sel.append(i); free[i]=False
        q=B@X[i]; k=w[i]/(1+w[i]*v[i]); bi=B[i].copy(); gi=G[i].copy()
        num=num-2*k*q*(G@bi)+k*k*q*q*(gi@bi); G=G-k*np.outer(q,gi); B=B-k*np.outer(q,bi); v=np.maximum(v-k*q*q,1e-12)
    return np.r_[np.array(pre,int),I[sel]]
def vfast(c,lam=.1,cand='rand',nc=2000,nref=1000,refw='gini',cw='gini',lw='gini',lfloor=.01,g=0.,rp=1.,bal=0.,temp=1.):
    """vopt with low-rank bookkeeping: two mat-vecs a pick"""
    P=c.P if temp==1 else softmax(c.F*temp); N=len(P); u=1-margin(P); f32=np.float32
    if cand=='rand': I=np.sort(c.rng.choice(N,min(N,nc),replace=False))
    elif cand=='top': I=topk(u,min(N,nc))
    else: I=np.union1d(topk(u,min(N,nc//2)),c.rng.choice(N,min(N,nc//2),replace=False))
    one=lambda Z:np.hstack([Z,np.ones((len(Z),1),f32)]).astype(f32)
    ref=c.rng.choice(N,min(N,nref),replace=False); R=one(c.Xu[ref]); wr=np.maximum(wfun(P[ref],refw),1e-4)**rp
    if bal: # class-balanced reference: weight pool rows by inverse predicted class mass
        cm=P.mean(0); y=P[ref]@(1/np.maximum(cm,1e-3)); wr=wr*(y/y.mean())**bal
    Fm=(R*wr[:,None].astype(f32)).T@R/len(ref)
    S=_var(c,lam,np.maximum(wfun(softmax(logits(c.Xl,c.M)*temp),lw),lfloor)).astype(f32)
    X=one(c.Xu[I]); w=np.maximum(wfun(P[I],cw),1e-4).astype(f32); B=X@S; v=(B*X).sum(1); num=((B@Fm)*B).sum(1); sel=[]; free=np.ones(len(I),bool); ug=np.maximum(u[I],1e-9)**g
    Q=np.zeros((c.b,len(I)),f32); bs=np.zeros((c.b,X.shape[1]),f32); ks=np.zeros(c.b,f32)
    for t in range(c.b):
        sc=np.where(free,ug*w*num/(1+w*v),-np.inf); i=int(np.argmax(sc)); sel.append(i); free[i]=False
        kq=ks[:t]*Q[:t,i]; bi=B[i]-kq@bs[:t]; q=B@X[i]-kq@Q[:t]; k=w[i]/(1+w[i]*v[i]); h=Fm@bi
        r=B@h-(ks[:t]*(bs[:t]@h))@Q[:t]
        num=num-2*k*q*r+k*k*q*q*(h@bi); v=np.maximum(v-k*q*q,1e-12); Q[t]=q; bs[t]=bi; ks[t]=k
    return I[sel]
