package io.netjar.internet.geography;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Cities of the world known by name, with the coordinates of their centres to a hundredth of a degree (about a
/// kilometre: 5 µs of fibre). Names are lower case without accents, words joined by a hyphen.
public final class Cities {
    private static final String TABLE = """
            seoul 37.57 126.98
            busan 35.18 129.08
            incheon 37.46 126.71
            daegu 35.87 128.60
            daejeon 36.35 127.38
            gwangju 35.16 126.85
            ulsan 35.54 129.31
            jeju 33.50 126.53
            pyongyang 39.02 125.75
            tokyo 35.68 139.69
            osaka 34.69 135.50
            nagoya 35.18 136.91
            fukuoka 33.59 130.40
            sapporo 43.06 141.35
            beijing 39.90 116.41
            shanghai 31.23 121.47
            guangzhou 23.13 113.26
            shenzhen 22.54 114.06
            chengdu 30.57 104.07
            hong-kong 22.32 114.17
            taipei 25.03 121.57
            ulaanbaatar 47.89 106.91
            manila 14.60 120.98
            hanoi 21.03 105.85
            ho-chi-minh-city 10.82 106.63
            bangkok 13.76 100.50
            phnom-penh 11.56 104.92
            kuala-lumpur 3.14 101.69
            singapore 1.35 103.82
            jakarta -6.21 106.85
            yangon 16.84 96.17
            dhaka 23.81 90.41
            kolkata 22.57 88.36
            delhi 28.61 77.21
            mumbai 19.08 72.88
            chennai 13.08 80.27
            bengaluru 12.97 77.59
            hyderabad 17.39 78.49
            colombo 6.93 79.86
            kathmandu 27.72 85.32
            karachi 24.86 67.00
            lahore 31.55 74.34
            kabul 34.56 69.21
            tashkent 41.30 69.24
            almaty 43.24 76.89
            tehran 35.69 51.39
            baghdad 33.31 44.36
            dubai 25.20 55.27
            doha 25.29 51.53
            riyadh 24.71 46.68
            jeddah 21.49 39.19
            kuwait-city 29.38 47.99
            jerusalem 31.77 35.21
            tel-aviv 32.09 34.78
            beirut 33.89 35.50
            amman 31.95 35.93
            istanbul 41.01 28.98
            ankara 39.93 32.86
            tbilisi 41.72 44.83
            cairo 30.04 31.24
            alexandria 31.20 29.92
            tunis 36.81 10.18
            algiers 36.75 3.06
            casablanca 33.57 -7.59
            dakar 14.72 -17.47
            accra 5.60 -0.19
            lagos 6.52 3.38
            abidjan 5.36 -4.01
            kinshasa -4.44 15.27
            luanda -8.84 13.23
            addis-ababa 9.03 38.74
            nairobi -1.29 36.82
            kampala 0.35 32.58
            dar-es-salaam -6.79 39.21
            johannesburg -26.20 28.05
            cape-town -33.92 18.42
            moscow 55.76 37.62
            saint-petersburg 59.93 30.34
            novosibirsk 55.01 82.94
            vladivostok 43.12 131.89
            kyiv 50.45 30.52
            warsaw 52.23 21.01
            prague 50.08 14.44
            vienna 48.21 16.37
            budapest 47.50 19.04
            bucharest 44.43 26.10
            sofia 42.70 23.32
            belgrade 44.79 20.45
            athens 37.98 23.73
            rome 41.90 12.50
            milan 45.46 9.19
            zurich 47.38 8.54
            geneva 46.20 6.14
            munich 48.14 11.58
            frankfurt 50.11 8.68
            berlin 52.52 13.41
            hamburg 53.55 9.99
            dusseldorf 51.23 6.77
            amsterdam 52.37 4.90
            brussels 50.85 4.35
            paris 48.86 2.35
            lyon 45.76 4.84
            marseille 43.30 5.37
            madrid 40.42 -3.70
            barcelona 41.39 2.17
            lisbon 38.72 -9.14
            london 51.51 -0.13
            manchester 53.48 -2.24
            edinburgh 55.95 -3.19
            dublin 53.35 -6.26
            copenhagen 55.68 12.57
            oslo 59.91 10.75
            stockholm 59.33 18.07
            helsinki 60.17 24.94
            tallinn 59.44 24.75
            riga 56.95 24.11
            vilnius 54.69 25.28
            reykjavik 64.15 -21.94
            new-york 40.71 -74.01
            boston 42.36 -71.06
            philadelphia 39.95 -75.17
            washington 38.91 -77.04
            ashburn 39.04 -77.49
            atlanta 33.75 -84.39
            miami 25.76 -80.19
            chicago 41.88 -87.63
            dallas 32.78 -96.80
            houston 29.76 -95.37
            denver 39.74 -104.99
            phoenix 33.45 -112.07
            salt-lake-city 40.76 -111.89
            los-angeles 34.05 -118.24
            san-francisco 37.77 -122.42
            san-jose 37.34 -121.89
            portland 45.52 -122.68
            seattle 47.61 -122.33
            honolulu 21.31 -157.86
            anchorage 61.22 -149.90
            vancouver 49.28 -123.12
            toronto 43.65 -79.38
            montreal 45.50 -73.57
            mexico-city 19.43 -99.13
            guadalajara 20.66 -103.35
            panama-city 8.98 -79.52
            havana 23.11 -82.37
            bogota 4.71 -74.07
            caracas 10.48 -66.90
            quito -0.18 -78.47
            lima -12.05 -77.04
            la-paz -16.50 -68.15
            santiago -33.45 -70.67
            buenos-aires -34.60 -58.38
            montevideo -34.90 -56.16
            asuncion -25.26 -57.58
            sao-paulo -23.55 -46.63
            rio-de-janeiro -22.91 -43.17
            brasilia -15.79 -47.88
            fortaleza -3.73 -38.53
            sydney -33.87 151.21
            melbourne -37.81 144.96
            brisbane -27.47 153.03
            perth -31.95 115.86
            adelaide -34.93 138.60
            auckland -36.85 174.76
            wellington -41.29 174.78
            suva -18.12 178.45
            guam 13.44 144.79
            """;
    private static final Map<String, City> BY_NAME = read();

    private Cities() {}

    /// The city of that name, if it is in the table.
    public static Optional<City> known(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /// The names of all cities in the table.
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    private static Map<String, City> read() {
        Map<String, City> cities = new LinkedHashMap<>();
        TABLE.lines().forEach(line -> {
            int first = line.indexOf(' ');
            int second = line.indexOf(' ', first + 1);
            String name = line.substring(0, first);
            cities.put(name, new City(name, Double.parseDouble(line.substring(first + 1, second)),
                    Double.parseDouble(line.substring(second + 1))));
        });
        return Collections.unmodifiableMap(cities);
    }
}
