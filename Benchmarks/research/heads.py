import numpy as np
from core import *
def whiten(p,shr=0.0):
    """transform data tuple: centre by pool mean, scale PC j by (s_j+eps)^-p, rescale to mean norm 1"""
    def tr(data):
        Xp,yp,Xt,yt,K=data; mu=Xp.mean(0); Z=(Xp-mu).astype(np.float64); S=Z.T@Z/len(Z); e,V=np.linalg.eigh(S); e=np.maximum(e,0)+shr*e.mean()+1e-12
        T=V*(e**(-p/1.0))  # power on the eigenvalue of the covariance: p=.5 is full whitening
        A=Z@T; s=1/np.sqrt((A*A).sum(1).mean()); f=lambda X:(((X-mu)@T)*s).astype(np.float32)
        return f(Xp),yp,f(Xt),yt,K
    return tr
def lr(C=10.,bal=0.):
    def h(Xl,yl,K,prev,**k):
        sw=None
        if bal:
            n=np.bincount(yl,minlength=K); w=(len(yl)/(np.count_nonzero(n)*np.maximum(n,1)))**bal; sw=w[yl]; sw=sw/sw.mean()
        return fit_lr(Xl,yl,K,C,sw,W0=prev)
    return h
def saerens(M,Xu,yl,K,iters=20,mix=1.,a=1.):
    """EM prior on the pool; start = labelled frequency; returns bias shift"""
    n=np.bincount(yl,minlength=K).astype(float); pres=n>0; tr=np.where(pres,n/n.sum(),0); P=softmax(logits(Xu,M)); q=tr.copy()
    for _ in range(iters):
        w=np.where(pres,q/np.maximum(tr,1e-12),0); R=P*w; R/=R.sum(1,keepdims=True); q=(R.sum(0)+a*0)/len(R)
    sh=np.where(pres,np.log(np.maximum(q,1e-4))-np.log(np.maximum(tr,1e-12)),0); return M[0],np.where(pres,M[1]+mix*sh,-np.inf)
def lr_em(C=10.,mix=1.):
    def h(Xl,yl,K,prev,Xp=None,idx=None):
        M=fit_lr(Xl,yl,K,C); return saerens(M,Xp[:5000],yl,K,mix=mix)
    return h
def lda(shr=.5,prior=0.5,ref='pool',scale=1.):
    """class means, within covariance = (1-a)*pool-total?..: S=(1-shr)*Sw_labelled + shr*pool cov scaled; linear"""
    cache={}
    def h(Xl,yl,K,prev,Xp=None,idx=None):
        key=id(Xp)
        if key not in cache:
            Z=Xp-Xp.mean(0); cache.clear(); cache[key]=(Z.T@Z/len(Z)).astype(np.float64)
        Sp=cache[key]; d=Xl.shape[1]; n=np.bincount(yl,minlength=K); pres=np.where(n>0)[0]
        mu=np.stack([Xl[yl==k].mean(0) for k in pres]).astype(np.float64); g=Xp.mean(0)
        # shrink means to pool mean
        S=Sp+shr*np.trace(Sp)/d*np.eye(d)
        A=np.linalg.solve(S,mu.T-g[:,None]).T*scale
        b=-.5*((mu-g)*A).sum(1)-A@g+prior*np.log(n[pres]/n.sum())
        W=np.zeros((K,d)); B=np.full(K,-np.inf); W[pres]=A; B[pres]=b; return W,B
    return h
def ridge(lam=1.,prior=0.,wts=0.):
    """least squares on one-hot targets (-> scores scaled by s for softmax)"""
    def h(Xl,yl,K,prev,Xp=None,idx=None,s=8.):
        n,d=Xl.shape; X=Xl.astype(np.float64); c=np.bincount(yl,minlength=K); w=np.ones(n) if not wts else (n/(np.count_nonzero(c)*c[yl]))**wts
        Y=np.zeros((n,K)); Y[np.arange(n),yl]=1; m=(w[:,None]*X).sum(0)/w.sum(); my=(w[:,None]*Y).sum(0)/w.sum(); Z=X-m; sq=np.sqrt(w)[:,None]
        A=(Z*sq).T@(Z*sq); A[np.diag_indices(d)]+=lam; B=np.linalg.solve(A,(Z*w[:,None]).T@(Y-my)); b=my-m@B
        return B.T*s,np.where(c>0,b*s,-np.inf)
    return h
def fit_soft(X,Y,K,C,W0):
    """multinomial LR on soft rows Y (n,K) (row sums = weights)"""
    n,d=X.shape; S=Y.sum(); lam=1/(C*S); pres=np.where(Y.sum(0)>0)[0]; Yp=Y[:,pres].astype(np.float64); rw=Yp.sum(1); k=len(pres); X=X.astype(np.float32)
    def fg(th):
        V=th[:k*d].reshape(k,d); c=th[k*d:]; F=(X@V.T.astype(np.float32)).astype(np.float64)+c; F-=F.max(1,keepdims=True); E=np.exp(F); su=E.sum(1)
        L=(rw*np.log(su)-(Yp*F).sum(1)).sum()/S+.5*lam*(V*V).sum(); G=(E*(rw/su)[:,None]-Yp)/S; gV=(G.T.astype(np.float32)@X).astype(np.float64)+lam*V
        return L,np.r_[gV.ravel(),G.sum(0)]
    b0=np.where(np.isfinite(W0[1][pres]),W0[1][pres],0.); r=minimize(fg,np.r_[W0[0][pres].ravel(),b0],jac=True,method='L-BFGS-B',options=dict(maxiter=60,ftol=1e-6,gtol=1e-4))
    W=np.zeros((K,d)); B=np.full(K,-np.inf); W[pres]=r.x[:k*d].reshape(k,d); B[pres]=r.x[k*d:]; return W,B
def selftrain(C=10.,wu=1.,nu=2000,sharp=1.,it=1,em=0):
    """LR, then soft pseudo-labels on nu pool rows (total weight wu*n_labelled), refit"""
    def h(Xl,yl,K,prev,Xp=None,idx=None):
        M=fit_lr(Xl,yl,K,C); rg=np.random.default_rng(0); U=np.setdiff1d(rg.choice(len(Xp),min(nu,len(Xp)),replace=False),idx); Xu=Xp[U]; n=len(yl)
        for _ in range(it):
            M2=saerens(M,Xu,yl,K,mix=em) if em else M
            P=softmax(sharp*logits(Xu,M2)); Y=np.zeros((n,K)); Y[np.arange(n),yl]=1
            M=fit_soft(np.vstack([Xl,Xu]),np.vstack([Y,P*(wu*n/len(U))]),K,C,M)
        return M
    return h
def avg(h1,h2,a=.5,s1=1.,s2=1.):
    def h(Xl,yl,K,prev,**k):
        A=h1(Xl,yl,K,None,**k); B=h2(Xl,yl,K,None,**k); return a*s1*A[0]+(1-a)*s2*B[0], a*s1*A[1]+(1-a)*s2*B[1]
    return h
