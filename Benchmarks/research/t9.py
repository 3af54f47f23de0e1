from t8 import *   # stopping / forecast traces on dev
out={}
for s in 'trec,sst2,mr,sms_spam,ag_news'.split(','):
    d=H.whiten(-.25)(getset(s)); Xp,yp,Xt,yt,K=d
    for nm,p in (('ad',POL['ad.5p2w']),('rnd',PL.random)):
        for sd in range(3):
            conf=[]
            def hook(c,p=p): conf.append(float((1-c.P.max(1)).mean())); return p(c)
            r=simulate(d,hook,sd,0,H.lr(10,1.),rounds=35,keep=True); out[f'{s}|{nm}|{sd}']=np.array(r['preds']); out[f'{s}|{nm}|{sd}|c']=np.array(conf); out[f'{s}|y']=yt
np.savez_compressed('traces.npz',**out); print('ok')
