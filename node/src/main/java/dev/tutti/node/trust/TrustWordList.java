package dev.tutti.node.trust;

import java.util.List;

/** 512 words that are easy to say and to read, and that no single letter turns into each other. */
final class TrustWordList {
    static final List<String> WORDS = List.of("""
        acorn actor agent album alley almanac almond amber anchor angle antelope apple apron aquarium arcade
        arrow artist asphalt atlas attic autumn avenue badge bagel bakery balcony ballad balloon bamboo
        banana banjo barrel basket battery beacon beaver bicycle biscuit bishop blanket blossom bluebird
        bonfire border bottle boulder bracelet branch bridge bronze brother bucket buckle buffalo bundle
        butter button cabin cactus calendar camera canal candle cannon canoe canvas captain caramel carbon
        cargo carpet carrot cartoon cashew castle ceiling cellar cement cereal chalk chapel cherry chestnut
        chimney chorus cinema circle circus citrus clarinet climate clover coast cobalt cobra cocoa coconut
        coffee comet compass concert copper coral corner cottage cotton cousin coyote cradle crater crayon
        cricket crocodile crystal curtain cushion cymbal dahlia daisy dancer daylight denim desert diamond
        dinner dinosaur doctor dolphin domino donkey dragon drawer driver drummer eagle earring echo eclipse
        elbow elephant elevator emerald engine envelope evening fabric falcon family farmer feather fender
        ferry festival fiddle field finger firefly fjord flame flamingo flannel flower flute forest fossil
        fountain freckle friend frost galaxy galleon gallop garden garlic gazelle giraffe glacier glove
        goblet golden goldfish gondola gorilla granite grape grapefruit gravel guitar hammer hamster harbor
        harvest hazel hedgehog helmet heron hickory hockey honey horizon hornet hotel hunter hurdle hurricane
        iceberg igloo indigo insect island ivory jacket jaguar jasmine jelly jewel jigsaw jungle juniper
        kangaroo kayak kennel kettle keyboard kingdom kitchen kitten koala ladder ladybug lagoon lantern
        laundry lavender lemon lemonade leopard letter library lighthouse lilac linen lion lizard lobster
        lotus lunch magnet magpie mammoth mandolin mango maple marathon marble marigold market meadow melody
        melon mercury meteor microscope midnight mineral mirror monarch morning mosaic mosquito muffin museum
        mushroom mustard napkin narwhal nebula necklace needle nephew nickel ninja noodle notebook nugget
        nutmeg oasis obelisk ocean octopus olive onion opera orange orbit orchard orchestra orchid organ
        otter oven oxygen oyster paddle painter palace panda panther papaya paprika parachute parade parsley
        pasta pavilion peacock peanut pebble pelican pencil pendulum penguin pepper peppermint phoenix piano
        picnic pigeon pillow pilot pineapple pirate planet plateau platypus plaza plum pocket poem polar
        poppy porcupine portal postcard potato prairie pretzel prince pumpkin puppet puzzle pyramid quartz
        queen quilt quiver rabbit raccoon radar radish rainbow rainforest raisin rapids raspberry raven
        record reef rhubarb ribbon robin robot rodeo rooster rose ruby saffron sailor salad salmon sandal
        sandwich sapphire sardine satin saturn sauce saxophone scarf school scooter sculptor seahorse season
        secret shadow shamrock shark shelter sherbet sheriff shovel shower signal silver skate sketch skylark
        slipper snorkel snowman sofa soldier sonata spaghetti sparrow spider spinach spiral sponge spring
        squirrel stable stadium stallion statue steam stencil stork strawberry street sugar summer sunflower
        sunrise sunset surfer swallow swan sweater sycamore symphony tambourine teapot telescope temple
        tennis theater thimble thunder ticket tiger timber toboggan tomato topaz tornado tractor trail
        trampoline treasure trombone truffle trumpet tulip tundra tunnel turbine turnip turquoise turtle
        tuxedo twilight umbrella uncle unicorn vanilla velvet village vineyard violet violin visitor volcano
        voyage waffle wagon wallaby walnut walrus warrior water watermelon whale whisper windmill window
        winter wolf wonder woodpecker wool xylophone yacht yellow yogurt zebra zenith zeppelin zipper zodiac
        zucchini
        """.strip().split("\\s+"));

    private TrustWordList() {}
}
