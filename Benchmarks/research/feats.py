"""TF-IDF (words 1-2 + char_wb 3-5, hashed 2^18 each, sublinear, L2 per block), LSA-256 fitted on pool (no labels)"""
from core import *
import scipy.sparse as sp
from sklearn.feature_extraction.text import HashingVectorizer,TfidfTransformer
from sklearn.utils.extmath import randomized_svd
def tfidf(trp,tt,kind):
    h=HashingVectorizer(ngram_range=(1,2),n_features=2**18,alternate_sign=False,norm=None) if kind=='w' else HashingVectorizer(analyzer='char_wb',ngram_range=(3,5),n_features=2**18,alternate_sign=False,norm=None)
    t=TfidfTransformer(sublinear_tf=True); A=t.fit_transform(h.transform(trp)); B=t.transform(h.transform(tt)); k=np.asarray((A>0).sum(0)).ravel()>=1
    return A[:,k].tocsr(),B[:,k].tocsr()
def build(name,cap=None):
    rows=load(name); h=np.array([hsh(r['id']) for r in rows])<.7; y=[r['label'] for r in rows]; lab=sorted(set(y)); y=np.array([lab.index(v) for v in y])
    T=[r['text'] for r in rows]; P=[t for t,a in zip(T,h) if a]; Q=[t for t,a in zip(T,h) if not a]
    Wp,Wq=tfidf(P,Q,'w'); Cp,Cq=tfidf(P,Q,'c'); s=2**-.5
    Ap,Aq=sp.hstack([Wp*s,Cp*s]).tocsr(),sp.hstack([Wq*s,Cq*s]).tocsr()
    U,S,Vt=randomized_svd(Ap,256,n_iter=2,random_state=0)
    nz=lambda Z:(Z/np.maximum(np.linalg.norm(Z,axis=1,keepdims=True),1e-9)).astype(np.float32)
    return dict(A=(Ap,Aq),W=(Wp,Wq),L=(nz(Ap@Vt.T),nz(Aq@Vt.T)),Lraw=((Ap@Vt.T).astype(np.float32),(Aq@Vt.T).astype(np.float32)),y=(y[h],y[~h]),K=len(lab))
def kernel_lr(G,y,K,C,bal=1.):
    """LR on rows given Gram matrix G (n,n): exact via G=ZZ'; returns alpha (n,K), b: score(x)=k(x,L)@alpha+b"""
    e,V=np.linalg.eigh(G.astype(np.float64)); k=e>1e-8*e.max(); Z=V[:,k]*np.sqrt(e[k]); n=np.bincount(y,minlength=K); sw=None
    if bal: w=(len(y)/(np.count_nonzero(n)*np.maximum(n,1)))**bal; sw=w[y]; sw=sw/sw.mean()
    W,b=fit_lr(Z,y,K,C,sw); return (V[:,k]/np.sqrt(e[k]))@W.T,b
