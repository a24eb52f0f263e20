/** Hands what the microphone brings to the page, with the frame of the audio clock at which each piece began. */
class Capture extends AudioWorkletProcessor {
  process(inputs) {
    const samples = inputs[0]?.[0];
    if (samples) this.port.postMessage({ frame: currentFrame, samples: samples.slice() });
    return true;
  }
}

registerProcessor('tutti-capture', Capture);
