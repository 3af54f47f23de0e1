"""ONE run on the real test sets. protocol: seeds 0..9, 25+19x25 (77+14x77)"""
from t8 import *
def real(name):
    out=[];lab=None
    for sp in('train','test'):
        r=load(name,sp); lab=lab or {l:i for i,l in enumerate(sorted({x['label'] for x in r}))}; out+= [vec(name,sp),np.array([lab[x['label']] for x in r])]
    return (*out,len(lab))
CFG=[('old/random',PL.random,0,10,0),('new/ad',POL['ad.5p2w'],.25,10,1),('new/random',PL.random,.25,10,1),('old/ad',POL['ad.5p2w'],0,10,0),('old/margin',PL.marg,0,10,0),('new/margin',PL.marg,.25,10,1)]
if __name__=='__main__':
    import run; run.RES='final.jsonl'; f=open('final.jsonl','a'); R=done()
    t0=time.time(); lim=float(sys.argv[3])
    for s in sys.argv[1].split(','):
        base=real(s); 
        for n,p,q,C,b in CFG[:int(sys.argv[2])]:
            d=H.whiten(-q)(base) if q else base
            for sd in range(10):
                if (s,n,sd,0) in R or time.time()-t0>lim: continue
                r=simulate(d,p,sd,0,H.lr(C,b)); f.write(json.dumps(dict(set=s,pol=n,seed=sd,q=0,acc=r['acc'],tq=r['tq'],tf=r['tf']))+'\n'); f.flush()
    S='trec,ag_news,mr,sst2,sms_spam,banking77'.split(','); R=done(); table([c[0] for c in CFG],S,base='old/random',R=R); table(['new/ad','new/margin','new/random'],S,base='new/random',R=R)
    for s in S: print(s,{c[0]:(len(v),round(100*float(np.mean(v)),2)) for c in CFG for v in [[d['acc'] for (a,b,_,_),d in R.items() if a==s and b==c[0]]] if v},{c[0]:round(100*float(np.mean([a[-1] for a in v])),2) for c in CFG for v in [[d['acc'] for (a,b,_,_),d in R.items() if a==s and b==c[0]]] if v})
